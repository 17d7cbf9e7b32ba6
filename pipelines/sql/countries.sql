SELECT * FROM registry_countries
