"""Made-up news of trade fairs with the facts in it: many articles, with disagreements among them.

The sentences are plain newswire English. They are written for variety, not after what the reader can or cannot read.
"""
