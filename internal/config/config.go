package config

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/urfave/cli/v2"
	"gopkg.in/yaml.v3"
)

// ErrInvalid marks settings that cannot be used.
var ErrInvalid = errors.New("configuration is invalid")

// errUnreadable is beside ErrInvalid when the file cannot be read as a whole.
var errUnreadable = errors.New("file is unreadable")

// FileFlag names the flag for the YAML file.
const FileFlag = "config"

// Field is one setting. Value points to where it goes and holds the default:
// *string, *bool, *int, *uint64, *time.Duration or *[]string (separated by commas).
type Field struct {
	Name     string
	OldEnv   []string // environment names of Sprout 0.6
	Usage    string
	Category string
	Secret   bool // from the environment only
	Value    any
}

// Env returns the environment names of the field, the present one first.
func (f Field) Env() []string {
	return append([]string{"SPROUT_" + strings.ToUpper(strings.ReplaceAll(f.Name, "-", "_"))}, f.OldEnv...)
}

// EnvNames returns every environment name of the fields, sorted.
func EnvNames(fields []Field) []string {
	var names []string
	for _, f := range fields {
		names = append(names, f.Env()...)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// Flags returns the command-line flags of the fields and --config.
func Flags(fields []Field) []cli.Flag {
	flags := []cli.Flag{&cli.StringFlag{Name: FileFlag, EnvVars: []string{"SPROUT_CONFIG"}, Usage: "read settings from this YAML `file`"}}
	for _, f := range fields {
		if f.Secret {
			continue
		}
		usage := f.Usage + " [" + strings.Join(f.Env(), ", ") + "]"
		if b, ok := f.Value.(*bool); ok {
			flags = append(flags, &cli.BoolFlag{Name: f.Name, Usage: usage, Value: *b, Category: f.Category})
			continue
		}
		flags = append(flags, &cli.StringFlag{Name: f.Name, Usage: usage, DefaultText: text(f.Value), Category: f.Category})
	}
	return flags
}

// Load fills the fields and reports every value that cannot be read, joined and
// wrapping [ErrInvalid]. Each error names where the value came from, and never a secret.
func Load(c *cli.Context, fields []Field) error {
	file, err := readFile(c.String(FileFlag))
	if err != nil {
		return err
	}
	errs := unknownKeys(file, fields)
	for _, f := range fields {
		value, source, found := lookUp(c, file, f)
		if !found {
			continue
		}
		if err := set(f.Value, value); err != nil {
			if f.Secret {
				err = errors.New("value cannot be read")
			}
			errs = append(errs, fmt.Errorf("%s: %w", source, err))
		}
	}
	if len(errs) > 0 {
		return fmt.Errorf("%w:\n%w", ErrInvalid, errors.Join(errs...))
	}
	return nil
}

func lookUp(c *cli.Context, file map[string]string, f Field) (value, source string, found bool) {
	if !f.Secret && c.IsSet(f.Name) {
		if _, ok := f.Value.(*bool); ok {
			return strconv.FormatBool(c.Bool(f.Name)), "--" + f.Name, true
		}
		return c.String(f.Name), "--" + f.Name, true
	}
	for _, name := range f.Env() {
		if v, ok := os.LookupEnv(name); ok && v != "" {
			return v, name, true
		}
	}
	v, ok := file[f.Name]
	return v, FileFlag + " key " + f.Name, ok
}

// readFile returns the YAML file's keys; lists become comma-separated text.
func readFile(path string) (map[string]string, error) {
	if path == "" {
		return nil, nil
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("%w: %w: %w", ErrInvalid, errUnreadable, err)
	}
	var raw map[string]any
	if err := yaml.Unmarshal(b, &raw); err != nil {
		return nil, fmt.Errorf("%w: %s: %w: %w", ErrInvalid, path, errUnreadable, err)
	}
	out := make(map[string]string, len(raw))
	for k, v := range raw {
		if list, ok := v.([]any); ok {
			parts := make([]string, len(list))
			for i := range list {
				parts[i] = fmt.Sprint(list[i])
			}
			v = strings.Join(parts, ",")
		}
		out[k] = fmt.Sprint(v)
	}
	return out, nil
}

func unknownKeys(file map[string]string, fields []Field) []error {
	var errs []error
	for k := range file {
		i := slices.IndexFunc(fields, func(f Field) bool { return f.Name == k })
		switch {
		case i < 0:
			errs = append(errs, fmt.Errorf("%s key %s: no such setting", FileFlag, k))
		case fields[i].Secret:
			errs = append(errs, fmt.Errorf("%s key %s: a secret does not belong in this file; set %s in the environment", FileFlag, k, fields[i].Env()[0]))
		}
	}
	slices.SortFunc(errs, func(a, b error) int { return strings.Compare(a.Error(), b.Error()) })
	return errs
}

func set(dst any, s string) (err error) {
	switch d := dst.(type) {
	case *string:
		*d = s
	case *bool:
		*d, err = strconv.ParseBool(s)
	case *int:
		*d, err = strconv.Atoi(s)
	case *uint64:
		*d, err = strconv.ParseUint(s, 10, 64)
	case *time.Duration:
		*d, err = time.ParseDuration(s)
	case *[]string:
		*d = nil
		for part := range strings.SplitSeq(s, ",") {
			if part = strings.TrimSpace(part); part != "" {
				*d = append(*d, part)
			}
		}
	default:
		return fmt.Errorf("setting of type %T is not supported", dst)
	}
	if err != nil {
		return fmt.Errorf("%q is no %s", s, kind(dst))
	}
	return nil
}

func kind(v any) string {
	switch v.(type) {
	case *bool:
		return "true or false"
	case *time.Duration:
		return "duration such as 1m30s"
	default:
		return "whole number in range"
	}
}

func text(v any) string {
	switch d := v.(type) {
	case *string:
		return strconv.Quote(*d)
	case *int:
		return strconv.Itoa(*d)
	case *uint64:
		return strconv.FormatUint(*d, 10)
	case *time.Duration:
		return d.String()
	case *[]string:
		return strconv.Quote(strings.Join(*d, ","))
	default:
		return ""
	}
}
