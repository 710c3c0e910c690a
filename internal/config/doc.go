// Package config turns flags, environment and a YAML file into the settings of a
// program, and finds every fault in them at once.
//
// A program lists its settings as [Field]s. Each has a flag --name, the
// environment variable SPROUT_NAME, further environment names kept from Sprout
// 0.6, and the YAML key name. A flag beats the environment, the environment beats
// the file, the file beats the default. A secret has no flag and no YAML key.
package config
