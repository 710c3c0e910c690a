// Command notices writes the licences of everything that the programs contain.
//
//	notices -go ./cmd/... -out THIRD_PARTY_NOTICES.txt          the Go modules linked into those programs
//	notices -cargo DIR/Cargo.toml -out FILE                     the Rust crates linked into that library; names the digest
//	                                                            of its lock file, by which internal/archtest sees staleness
//
// It fails when a module or crate has no licence text or one under terms that do not allow to embed it, so a new
// dependency cannot slip in without one.
package main

import (
	"context"
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
)

//go:generate go run . -dir ../.. -go ./cmd/... -out ../../THIRD_PARTY_NOTICES.txt

func main() {
	ctx, cancel := signal.NotifyContext(context.Background(), os.Interrupt)
	defer cancel()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "notices:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	set := flag.NewFlagSet("notices", flag.ContinueOnError)
	dir := set.String("dir", ".", "folder in which go runs")
	packages := set.String("go", "", "Go packages whose modules are listed")
	manifest := set.String("cargo", "", "Cargo.toml of the library whose crates are listed")
	out := set.String("out", "", "file to write")
	if err := set.Parse(args); err != nil {
		return err
	}
	var (
		list  []component
		intro string
		err   error
	)
	switch {
	case *out == "" || (*packages == "") == (*manifest == ""):
		return errors.New("say -out and one of -go and -cargo")
	case *packages != "":
		intro = "The programs of this repository contain these Go modules, each under its own licence."
		list, err = goModules(ctx, *dir, *packages)
	default:
		if intro, err = lockIntro(*manifest); err == nil {
			list, err = crates(ctx, *manifest)
		}
	}
	if err != nil {
		return err
	}
	text, err := notices(intro, list)
	if err != nil {
		return err
	}
	if err := os.WriteFile(*out, text, 0o644); err != nil {
		return fmt.Errorf("write notices: %w", err)
	}
	return nil
}

// lockIntro ties the notices of a library to the lock file that decided what is in it.
func lockIntro(manifest string) (string, error) {
	dir := filepath.Dir(manifest)
	lock, err := os.ReadFile(filepath.Join(dir, "Cargo.lock"))
	if errors.Is(err, os.ErrNotExist) { // a member's is that of its workspace
		lock, err = os.ReadFile(filepath.Join(dir, "..", "Cargo.lock"))
	}
	if err != nil {
		return "", fmt.Errorf("read the lock file: %w", err)
	}
	const intro = `The prover library that the programs embed contains these Rust crates, each under its own licence. Beside them it contains parts of the
Rust standard library (MIT OR Apache-2.0) and of GCC's libstdc++ (GPL-3.0 with the GCC Runtime Library Exception, which allows this).
Crates under LGPL-3.0 or MPL-2.0 can be exchanged: "make native" builds the library anew from its sources, with any version of them that
the lock file is changed to, and the programs load whatever library is embedded when they are built.

Made from the Cargo.lock with SHA-256 %x.`
	return fmt.Sprintf(intro, sha256.Sum256(lock)), nil
}
