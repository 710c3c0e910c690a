// Command composechain prepares the chain of docker-compose.yaml: it deploys the network's contracts and registers the
// znodes' operators, then prints the addresses as JSON.
//
// The chain is new and the deployer's key is fixed, so the addresses are always the same and stand in the compose file;
// a test deploys them and compares. Run again, the command finds everything in place and changes nothing.
//
// It reads CHAIN_ENDPOINT, DEPLOYER_PRIVATE_KEY and NODE_OPERATORS (addresses separated by commas) from the environment.
package main
