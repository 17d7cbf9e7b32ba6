SELECT * FROM registry_acts
