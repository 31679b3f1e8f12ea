"""The commands of `kg`, a module each; `kg.cli` adds them with `register`.

At its top a module imports only what its arguments need, and within the command what does the work: `kg --help`, a
wrong option and a completion in the shell are then answered at once.
"""
