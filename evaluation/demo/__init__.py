"""The demonstration: Malmö's joint effort, Stockholm's safety funds, and eighteen areas of 2007.

Bodies, dates, paragraphs, amounts and areas come from public documents; sentences are our own and
persons are fictitious. What no source gives (registry numbers, outlines, projects) is marked as
fictitious in the data. Everything is entered through the domain functions, as people would.
"""
