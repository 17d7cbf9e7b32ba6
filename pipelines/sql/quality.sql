SELECT * FROM measured_quality
