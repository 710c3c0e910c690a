package verifier

import (
	"bytes"
	"context"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/machinefi/sprout/task"
)

// SolcVersion is the one version of npm's solc that is used, so that the same source gives the same bytes anywhere. It is
// the one in contracts/package.json.
const SolcVersion = "0.8.33"

// SolcEnv is the environment variable that names the folder of the npm package solc.
const SolcEnv = "SPROUT_SOLC"

var (
	// ErrNoSolc says that the compiler is not there, or is of another version.
	ErrNoSolc = errors.New("the Solidity compiler is not there")
	// ErrSource says that a source cannot be compiled or is none of a verifier, or that its contract is too large.
	ErrSource = errors.New("not a verifier that can be deployed")
)

// exitSource is how compile.js exits when the source is at fault, and killDelay how long node may take to end.
const (
	exitSource = 3
	killDelay  = 5 * time.Second
)

//go:embed compile.js
var script string

// FindSolc returns the folder of the npm package solc: dir if that is given, otherwise the first of the right version among
// $SPROUT_SOLC, node_modules/solc and contracts/node_modules/solc in the working directory and those above it, and the
// repository that the program was built in. dir may also be a folder in which solc was installed. The error is an
// [ErrNoSolc] with a hint.
func FindSolc(dir string) (string, error) {
	places := solcPlaces()
	if dir != "" {
		places = inside(dir)
	} else if dir = os.Getenv(SolcEnv); dir != "" {
		places = inside(dir)
	}
	hint := fmt.Sprintf("npm install solc@%s, and if that is not done here name the folder with --solc", SolcVersion)
	var other []string
	for _, place := range places {
		switch version, err := solcVersion(place); {
		case err != nil:
		case version == SolcVersion:
			return filepath.Abs(place)
		default:
			other = append(other, fmt.Sprintf("%s has version %s", place, version))
		}
	}
	switch {
	case other != nil:
		return "", task.WithHint(fmt.Errorf("%w: want npm's solc %s: %s", ErrNoSolc, SolcVersion, strings.Join(other, ", ")), hint)
	case dir != "":
		return "", task.WithHint(fmt.Errorf("%w: no npm package solc in %s", ErrNoSolc, dir), hint)
	default:
		return "", task.WithHint(fmt.Errorf("%w: no node_modules/solc here or above", ErrNoSolc), hint)
	}
}

// inside are the places that a folder which somebody names can mean.
func inside(dir string) []string {
	return []string{dir, filepath.Join(dir, "solc"), filepath.Join(dir, "node_modules", "solc")}
}

func solcPlaces() []string {
	var places []string
	add := func(dir string) {
		places = append(places, filepath.Join(dir, "node_modules", "solc"), filepath.Join(dir, "contracts", "node_modules", "solc"))
	}
	if dir, err := os.Getwd(); err == nil {
		for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
			add(dir)
		}
	}
	if program, err := os.Executable(); err == nil { // build/bin/ioctl-project
		add(filepath.Join(filepath.Dir(program), "..", ".."))
	}
	return places
}

// solcVersion reads the version of the npm package in a folder.
func solcVersion(dir string) (string, error) {
	b, err := os.ReadFile(filepath.Join(dir, "package.json"))
	if err != nil {
		return "", err
	}
	var about struct{ Name, Version string }
	if err := json.Unmarshal(b, &about); err != nil {
		return "", err
	}
	if about.Name != "solc" {
		return "", fmt.Errorf("package is %q", about.Name)
	}
	return about.Version, nil
}

// Compile compiles a generated verifier with the npm package in the folder solc, which [FindSolc] found. Of the artifact
// it fills in all that the source tells. A source that is at fault is an [ErrSource] with the compiler's words, and a
// machine without node an [ErrNoSolc].
func Compile(ctx context.Context, solc, source string) (Artifact, error) {
	node, err := exec.LookPath("node")
	if err != nil {
		return Artifact{}, task.WithHint(fmt.Errorf("%w: it runs in Node.js: %w", ErrNoSolc, err), "install Node.js 20 or newer")
	}
	var out, said bytes.Buffer
	cmd := exec.CommandContext(ctx, node, "--eval", script)
	cmd.Env = append(os.Environ(), SolcEnv+"="+solc)
	cmd.Stdin, cmd.Stdout, cmd.Stderr, cmd.WaitDelay = strings.NewReader(source), &out, &said, killDelay
	if err := cmd.Run(); err != nil {
		if exit := new(exec.ExitError); errors.As(err, &exit) && exit.ExitCode() == exitSource {
			return Artifact{}, fmt.Errorf("%w: %s", ErrSource, faults(said.String()))
		}
		return Artifact{}, fmt.Errorf("run solc: %w: %s", err, strings.TrimSpace(said.String()))
	}
	a, err := Parse(out.Bytes())
	if err != nil {
		return Artifact{}, fmt.Errorf("read solc's answer: %w", err)
	}
	if version, _, _ := strings.Cut(a.Solc, "+"); version != SolcVersion {
		return Artifact{}, fmt.Errorf("%w: %s says that it is %s, want %s", ErrNoSolc, solc, a.Solc, SolcVersion)
	}
	digest := sha256.Sum256([]byte(source))
	a.SourceSHA256 = hex.EncodeToString(digest[:])
	return a, nil
}

// faults is what the compiler said without its warnings, which go on to the next blank line.
func faults(said string) string {
	var kept []string
	for _, part := range strings.Split(said, "\n\n") {
		if part = strings.TrimSpace(part); part != "" && !strings.HasPrefix(part, "Warning:") {
			kept = append(kept, part)
		}
	}
	return strings.Join(kept, "; ")
}
