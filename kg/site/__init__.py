"""The pages of a graph: what a person sees of a build, as HTML and as the data behind it, without any server."""
