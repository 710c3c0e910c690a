package compose_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"gopkg.in/yaml.v3"
)

var root = filepath.Join("..", "..")

// service is a service of the compose file as far as the tests look at it.
type service struct {
	Image       string            `yaml:"image"`
	Entrypoint  []string          `yaml:"entrypoint"`
	Command     []string          `yaml:"command"`
	Environment map[string]string `yaml:"environment"`
	Ports       []string          `yaml:"ports"`
	Volumes     []string          `yaml:"volumes"`
	DependsOn   map[string]any    `yaml:"depends_on"`
	Build       struct {
		Context string `yaml:"context"`
	} `yaml:"build"`
}

// composeFile is docker-compose.yaml with its anchors resolved.
type composeFile struct {
	Services map[string]service `yaml:"services"`
	Volumes  map[string]any     `yaml:"volumes"`
}

func readCompose(t *testing.T) composeFile {
	t.Helper()
	var file composeFile
	require.NoError(t, yaml.Unmarshal(read(t, "docker-compose.yaml"), &file))
	require.NotEmpty(t, file.Services)
	return file
}

// running returns the services whose first word of the command is the program, by name.
func (f composeFile) running(program string) map[string]service {
	found := map[string]service{}
	for name, s := range f.Services {
		if strings.HasPrefix(s.Image, "sprout:") && len(s.Command) > 0 && s.Command[0] == program {
			found[name] = s
		}
	}
	return found
}

func read(t *testing.T, name string) []byte {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(root, name))
	require.NoError(t, err)
	return raw
}
