"""What has happened: the only room that speaks SQL."""
