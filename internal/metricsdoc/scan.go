package metricsdoc

import (
	"cmp"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
)

// Metric is one metric as its source declares it.
type Metric struct {
	// Name is the full name: namespace, subsystem and name.
	Name string
	// Kind is counter, gauge, histogram, summary or, for a collector that describes itself, untyped.
	Kind string
	// Help is the text a scraper sees.
	Help string
	// Labels are the names of the variable labels.
	Labels []string
	// Package is the folder that declares it, with slashes.
	Package string
}

const prometheusPath = "github.com/prometheus/client_golang/prometheus"

// kinds by the name of the options type.
var kinds = map[string]string{
	"CounterOpts": "counter", "GaugeOpts": "gauge", "HistogramOpts": "histogram", "SummaryOpts": "summary", "UntypedOpts": "untyped",
}

// Scan reads all Go files under root, tests and testdata apart, and returns the metrics by name. Every declaration that
// cannot be read is in the error.
func Scan(root string) ([]Metric, error) {
	folders, err := goFolders(root)
	if err != nil {
		return nil, err
	}
	var (
		found []Metric
		errs  []error
	)
	for _, folder := range folders {
		metrics, err := scanFolder(root, folder)
		found = append(found, metrics...)
		errs = append(errs, err)
	}
	slices.SortFunc(found, func(a, b Metric) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Package, b.Package))
	})
	for i := 1; i < len(found); i++ {
		if found[i].Name == found[i-1].Name && found[i].Package == found[i-1].Package {
			errs = append(errs, fmt.Errorf("%s: metric %s is declared twice", found[i].Package, found[i].Name))
		}
	}
	return found, errors.Join(errs...)
}

// goFolders lists the folders with Go sources, relative to root.
func goFolders(root string) ([]string, error) {
	seen := map[string]bool{}
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := entry.Name()
		if entry.IsDir() {
			if path != root && (strings.HasPrefix(name, ".") || name == "testdata" || name == "node_modules" || name == "target" || name == "build") {
				return filepath.SkipDir
			}
			return nil
		}
		if strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go") {
			folder, err := filepath.Rel(root, filepath.Dir(path))
			if err != nil {
				return err
			}
			seen[folder] = true
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("list the source folders: %w", err)
	}
	folders := make([]string, 0, len(seen))
	for folder := range seen {
		folders = append(folders, folder)
	}
	slices.Sort(folders)
	return folders, nil
}

func scanFolder(root, folder string) ([]Metric, error) {
	set := token.NewFileSet()
	names, err := filepath.Glob(filepath.Join(root, folder, "*.go"))
	if err != nil {
		return nil, fmt.Errorf("list %s: %w", folder, err)
	}
	var files []*ast.File
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(set, name, nil, parser.SkipObjectResolution)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
		files = append(files, file)
	}
	s := &scanner{set: set, folder: filepath.ToSlash(folder), constants: constants(files), labels: map[ast.Expr]ast.Expr{}}
	for _, file := range files {
		s.file(file)
	}
	return s.found, errors.Join(s.errs...)
}

// scanner collects the metrics of one folder.
type scanner struct {
	set       *token.FileSet
	folder    string
	prom      string // what the file calls the prometheus package
	constants map[string]ast.Expr
	shorts    map[string]*short
	env       map[string]ast.Expr // arguments of the short function being read
	labels    map[ast.Expr]ast.Expr
	found     []Metric
	errs      []error
}

// file reads one file that imports prometheus.
func (s *scanner) file(file *ast.File) {
	s.prom = ""
	for _, spec := range file.Imports {
		if strings.Trim(spec.Path.Value, `"`) == prometheusPath {
			s.prom = "prometheus"
			if spec.Name != nil {
				s.prom = spec.Name.Name
			}
		}
	}
	if s.prom == "" {
		return
	}
	s.shorts = s.shortFunctions(file)
	// A vector's labels are the argument after its options.
	ast.Inspect(file, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok && len(call.Args) >= 2 {
			if fun, ok := call.Fun.(*ast.SelectorExpr); ok && strings.HasSuffix(fun.Sel.Name, "Vec") {
				s.labels[call.Args[0]] = call.Args[1]
			}
		}
		return true
	})
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			s.call(n)
		case *ast.CompositeLit:
			s.options(n)
		}
		return true
	})
}

func (s *scanner) call(call *ast.CallExpr) {
	if name, ok := call.Fun.(*ast.Ident); ok && s.shorts[name.Name] != nil {
		s.shortCall(call, s.shorts[name.Name])
		return
	}
	fun, ok := call.Fun.(*ast.SelectorExpr)
	if ok && s.isProm(fun, "NewDesc") && len(call.Args) >= 3 {
		s.describe(call)
	}
}

// describe reads prometheus.NewDesc(name, help, labels, constant labels).
func (s *scanner) describe(call *ast.CallExpr) {
	name, err := s.text(call.Args[0])
	if err != nil {
		s.fail(call, "name", err)
		return
	}
	help, err := s.text(call.Args[1])
	if err != nil {
		s.fail(call, "help", err)
		return
	}
	labels, err := s.list(call.Args[2])
	if err != nil {
		s.fail(call, "labels", err)
		return
	}
	s.found = append(s.found, Metric{Name: name, Kind: "untyped", Help: help, Labels: labels, Package: s.folder})
}

// options reads a literal such as prometheus.CounterOpts{...}, unless it is the body of a short function.
func (s *scanner) options(literal *ast.CompositeLit) {
	for _, f := range s.shorts {
		if f.literal == literal {
			return
		}
	}
	if kind := s.kind(literal); kind != "" {
		s.declare(literal, kind, literal)
	}
}

// kind is that of an options literal, empty for any other.
func (s *scanner) kind(literal *ast.CompositeLit) string {
	selector, ok := literal.Type.(*ast.SelectorExpr)
	if !ok || !s.isProm(selector, selector.Sel.Name) {
		return ""
	}
	return kinds[selector.Sel.Name]
}

// declare notes the metric of an options literal; at is where the author looks for it.
func (s *scanner) declare(literal *ast.CompositeLit, kind string, at ast.Node) {
	fields := map[string]string{}
	for _, element := range literal.Elts {
		pair, ok := element.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		key, ok := pair.Key.(*ast.Ident)
		if !ok || !slices.Contains([]string{"Namespace", "Subsystem", "Name", "Help"}, key.Name) {
			continue
		}
		text, err := s.text(pair.Value)
		if err != nil {
			s.fail(at, key.Name, err)
			return
		}
		fields[key.Name] = text
	}
	metric := Metric{
		Name: fullName(fields["Namespace"], fields["Subsystem"], fields["Name"]),
		Kind: kind, Help: fields["Help"], Package: s.folder,
	}
	if labels, ok := s.labels[literal]; ok {
		var err error
		if metric.Labels, err = s.list(labels); err != nil {
			s.fail(at, "labels", err)
			return
		}
	}
	s.found = append(s.found, metric)
}

func fullName(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(part string) bool { return part == "" }), "_")
}

func (s *scanner) isProm(selector *ast.SelectorExpr, name string) bool {
	x, ok := selector.X.(*ast.Ident)
	return ok && x.Name == s.prom && selector.Sel.Name == name
}

func (s *scanner) fail(n ast.Node, what string, err error) {
	s.errs = append(s.errs, fmt.Errorf("%s: metric's %s: %w", s.set.Position(n.Pos()), what, err))
}
