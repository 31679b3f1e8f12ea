"""Facts as triples: vocabulary, inference, validation, storage, networks. Never imports `kg.extract`."""
