"""What the detectors over dates of publication share: the signs of one article's date."""
