package metricsdoc

import (
	"errors"
	"fmt"
	"go/ast"
	"go/token"
	"strconv"
)

// errNotConstant tells the author what the rule is.
var errNotConstant = errors.New("must be made of constants of the same package, so that docs/metrics.md can be checked")

// elsewhere holds the constants of other packages that names may be made of.
var elsewhere = map[string]string{"telemetry.Namespace": "sprout"}

// constants collects the constants of a package, those inside functions included, by name.
func constants(files []*ast.File) map[string]ast.Expr {
	found := map[string]ast.Expr{}
	for _, file := range files {
		ast.Inspect(file, func(n ast.Node) bool {
			decl, ok := n.(*ast.GenDecl)
			if !ok || decl.Tok != token.CONST {
				return true
			}
			for _, spec := range decl.Specs {
				values, ok := spec.(*ast.ValueSpec)
				if !ok {
					continue
				}
				for i, name := range values.Names {
					if i < len(values.Values) {
						found[name.Name] = values.Values[i]
					}
				}
			}
			return true
		})
	}
	return found
}

// text evaluates a constant string.
func (s *scanner) text(e ast.Expr) (string, error) {
	switch e := e.(type) {
	case *ast.BasicLit:
		if e.Kind == token.STRING {
			return strconv.Unquote(e.Value)
		}
	case *ast.ParenExpr:
		return s.text(e.X)
	case *ast.Ident:
		if value, ok := s.env[e.Name]; ok {
			return s.argument(value)
		}
		if value, ok := s.constants[e.Name]; ok {
			return s.text(value)
		}
		return "", fmt.Errorf("%s %w", e.Name, errNotConstant)
	case *ast.SelectorExpr:
		if x, ok := e.X.(*ast.Ident); ok {
			if value, ok := elsewhere[x.Name+"."+e.Sel.Name]; ok {
				return value, nil
			}
		}
	case *ast.BinaryExpr:
		if e.Op == token.ADD {
			return s.sum(e)
		}
	case *ast.CallExpr:
		return s.built(e)
	}
	return "", errNotConstant
}

// argument evaluates what a short function was called with, where its parameters mean nothing.
func (s *scanner) argument(e ast.Expr) (string, error) {
	env := s.env
	s.env = nil
	defer func() { s.env = env }()
	return s.text(e)
}

func (s *scanner) sum(e *ast.BinaryExpr) (string, error) {
	left, err := s.text(e.X)
	if err != nil {
		return "", err
	}
	right, err := s.text(e.Y)
	if err != nil {
		return "", err
	}
	return left + right, nil
}

// built evaluates prometheus.BuildFQName.
func (s *scanner) built(call *ast.CallExpr) (string, error) {
	selector, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || !s.isProm(selector, "BuildFQName") {
		return "", errNotConstant
	}
	var parts []string
	for _, arg := range call.Args {
		part, err := s.text(arg)
		if err != nil {
			return "", err
		}
		parts = append(parts, part)
	}
	return fullName(parts...), nil
}

// list evaluates []string{...} or nil.
func (s *scanner) list(e ast.Expr) ([]string, error) {
	if ident, ok := e.(*ast.Ident); ok {
		if ident.Name == "nil" {
			return nil, nil
		}
		if value, ok := s.env[ident.Name]; ok {
			e = value
		}
	}
	literal, ok := e.(*ast.CompositeLit)
	if !ok {
		return nil, errNotConstant
	}
	var texts []string
	for _, element := range literal.Elts {
		text, err := s.text(element)
		if err != nil {
			return nil, err
		}
		texts = append(texts, text)
	}
	return texts, nil
}
