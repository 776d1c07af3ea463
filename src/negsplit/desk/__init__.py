"""What a runner asks for, put together from diary, plan and models.

One function for each thing that is shown or done; the command line and the pages print
what it returns.
"""
