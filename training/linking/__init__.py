"""What linking weighs: learned from reports whose incidents are known."""
