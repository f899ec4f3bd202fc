"""Personal data (个人信息) in published text: numbers with their check digits, and their context.

Not a detector: the detector is ``personal_data``.  What is found leaves this folder masked.
"""
