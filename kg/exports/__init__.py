"""The formats of `kg export`, a module a family; `kg.export` lists them and writes the files."""
