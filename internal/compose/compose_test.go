package compose_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"
	"gopkg.in/yaml.v3"

	"github.com/machinefi/sprout/contracts/contractstest"
	"github.com/machinefi/sprout/contracts/deploy"
)

// validator holds the schema of the Compose Specification.
func validator(t *testing.T) *jsonschema.Schema {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", "compose-spec.json"))
	require.NoError(t, err)
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	require.NoError(t, err)
	compiler := jsonschema.NewCompiler()
	require.NoError(t, compiler.AddResource("compose-spec.json", document))
	schema, err := compiler.Compile("compose-spec.json")
	require.NoError(t, err)
	return schema
}

// document turns YAML into what a JSON validator reads.
func document(t *testing.T, text []byte) any {
	t.Helper()
	var parsed any
	require.NoError(t, yaml.Unmarshal(text, &parsed))
	raw, err := json.Marshal(parsed)
	require.NoError(t, err)
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	require.NoError(t, err)
	return value
}

func TestSchema(t *testing.T) {
	schema := validator(t)
	text := read(t, "docker-compose.yaml")
	require.NoError(t, schema.Validate(document(t, text)))

	wrong := bytes.Replace(text, []byte("healthcheck:"), []byte("health_check:"), 1)
	require.Error(t, schema.Validate(document(t, wrong)), "the schema must notice a misspelt key")
}

func TestFilesAndVolumesExist(t *testing.T) {
	file := readCompose(t)
	for name, s := range file.Services {
		if s.Build.Context != "" {
			require.FileExists(t, filepath.Join(root, s.Build.Context, "Dockerfile"), name)
		}
		for _, volume := range s.Volumes {
			source, _, ok := strings.Cut(volume, ":")
			require.True(t, ok, "%s: %s", name, volume)
			if strings.HasPrefix(source, "./") {
				require.FileExists(t, filepath.Join(root, source), name)
				continue
			}
			require.Contains(t, file.Volumes, source, name)
		}
		for other := range s.DependsOn {
			require.Contains(t, file.Services, other, name)
		}
		for _, port := range s.Ports {
			require.True(t, strings.HasPrefix(port, "127.0.0.1:"), "%s: port %s: a development network is nobody else's business", name, port)
		}
		require.False(t, strings.HasSuffix(s.Image, ":latest") || !strings.Contains(s.Image, ":"), "%s: image %s: pin a version", name, s.Image)
	}
}

func TestProgramsAreInTheImage(t *testing.T) {
	dockerfile := string(read(t, "Dockerfile"))
	for name, s := range readCompose(t).Services {
		if !strings.HasPrefix(s.Image, "sprout:") {
			continue
		}
		require.NotEmpty(t, s.Command, name)
		program := s.Command[0]
		if strings.Contains(dockerfile, "./tools/"+program) {
			require.DirExists(t, filepath.Join(root, "tools", program))
			continue
		}
		require.DirExists(t, filepath.Join(root, "cmd", program), name)
	}
}

// The addresses in the file are where the contracts really go.
func TestAddresses(t *testing.T) {
	file := readCompose(t)
	deployer, err := crypto.HexToECDSA(strings.TrimPrefix(file.Services["contracts"].Environment["DEPLOYER_PRIVATE_KEY"], "0x"))
	require.NoError(t, err)
	at, err := deploy.Contracts(t.Context(), contractstest.NewChain(t, deployer), deployer)
	require.NoError(t, err)

	for name, s := range file.running("znode") {
		require.Equal(t, at.Router.Hex(), s.Environment["SPROUT_OUTPUT_CONTRACT"], name)
	}
	nodes := 0
	for _, program := range []string{"enode", "znode"} {
		for name, s := range file.running(program) {
			nodes++
			require.Equal(t, at.ProjectRegistrar.Hex(), s.Environment["PROJECT_CONTRACT_ADDRESS"], name)
			require.Equal(t, at.NodeRegistry.Hex(), s.Environment["ZNODE_CONTRACT_ADDRESS"], name)
			require.Equal(t, at.FleetManager.Hex(), s.Environment["SPROUT_FLEET_CONTRACT"], name)
		}
	}
	require.Equal(t, 4, nodes, "an enode and three znodes")
}

// Every znode has a key of its own, and exactly those are registered as nodes.
func TestOperators(t *testing.T) {
	file := readCompose(t)
	var registered, running []common.Address
	for item := range strings.SplitSeq(file.Services["contracts"].Environment["NODE_OPERATORS"], ",") {
		registered = append(registered, common.HexToAddress(item))
	}
	for name, s := range file.running("znode") {
		key, err := crypto.HexToECDSA(strings.TrimPrefix(s.Environment["OPERATOR_PRIVATE_KEY"], "0x"))
		require.NoError(t, err, name)
		running = append(running, crypto.PubkeyToAddress(key.PublicKey))
	}
	require.ElementsMatch(t, registered, running)
	for name, s := range file.running("enode") {
		key, err := crypto.HexToECDSA(strings.TrimPrefix(s.Environment["OPERATOR_PRIVATE_KEY"], "0x"))
		require.NoError(t, err, name)
		require.False(t, slices.Contains(running, crypto.PubkeyToAddress(key.PublicKey)), name)
	}
}

func TestPrometheusScrapesEveryNode(t *testing.T) {
	var prometheus struct {
		Scrapes []struct {
			Static []struct {
				Targets []string `yaml:"targets"`
			} `yaml:"static_configs"`
		} `yaml:"scrape_configs"`
	}
	require.NoError(t, yaml.Unmarshal(read(t, "docker/prometheus.yml"), &prometheus))
	var scraped, want []string
	for _, s := range prometheus.Scrapes {
		for _, static := range s.Static {
			scraped = append(scraped, static.Targets...)
		}
	}
	file := readCompose(t)
	for _, program := range []string{"enode", "znode"} {
		for name, s := range file.running(program) {
			_, port, ok := strings.Cut(s.Environment["SPROUT_OPS_ADDRESS"], ":")
			require.True(t, ok, name)
			want = append(want, name+":"+port)
		}
	}
	require.ElementsMatch(t, want, scraped)
}
