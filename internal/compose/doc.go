// Package compose keeps docker-compose.yaml in step with the programs it starts. It has tests only: the file is checked
// against the schema of the Compose Specification, its environment against the settings of the nodes, its addresses
// against a real deployment, and the files it mounts against the tree.
package compose
