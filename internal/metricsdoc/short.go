package metricsdoc

import "go/ast"

// short is a small function of a file that declares a metric from its arguments, such as
//
//	counter := func(name, help string, labels ...string) *prometheus.CounterVec { ... }
//
// Each call of it is a metric.
type short struct {
	params   []string
	variadic bool
	literal  *ast.CompositeLit
	kind     string
}

// shortFunctions finds those of a file: named functions and function literals with a name whose body has an options
// literal with a parameter as the metric's name.
func (s *scanner) shortFunctions(file *ast.File) map[string]*short {
	found := map[string]*short{}
	note := func(name string, signature *ast.FuncType, body *ast.BlockStmt) {
		if f := s.shortFunction(signature, body); f != nil {
			found[name] = f
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			if n.Recv == nil && n.Body != nil {
				note(n.Name.Name, n.Type, n.Body)
			}
		case *ast.AssignStmt:
			for i, value := range n.Rhs {
				f, isFunc := value.(*ast.FuncLit)
				name, isName := n.Lhs[i].(*ast.Ident)
				if isFunc && isName {
					note(name.Name, f.Type, f.Body)
				}
			}
		}
		return true
	})
	return found
}

// shortFunction returns nil for any other function.
func (s *scanner) shortFunction(signature *ast.FuncType, body *ast.BlockStmt) *short {
	f := &short{}
	for _, field := range signature.Params.List {
		_, f.variadic = field.Type.(*ast.Ellipsis)
		for _, name := range field.Names {
			f.params = append(f.params, name.Name)
		}
	}
	ast.Inspect(body, func(n ast.Node) bool {
		literal, ok := n.(*ast.CompositeLit)
		if !ok || f.literal != nil {
			return true
		}
		if kind := s.kind(literal); kind != "" && f.names(literal) {
			f.literal, f.kind = literal, kind
		}
		return true
	})
	if f.literal == nil {
		return nil
	}
	return f
}

// names tells whether the literal's Name is a parameter of the function.
func (f *short) names(literal *ast.CompositeLit) bool {
	for _, element := range literal.Elts {
		pair, ok := element.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		key, isKey := pair.Key.(*ast.Ident)
		value, isName := pair.Value.(*ast.Ident)
		if !isKey || !isName || key.Name != "Name" {
			continue
		}
		for _, param := range f.params {
			if param == value.Name {
				return true
			}
		}
	}
	return false
}

// shortCall declares the metric of one call.
func (s *scanner) shortCall(call *ast.CallExpr, f *short) {
	s.env = map[string]ast.Expr{}
	defer func() { s.env = nil }()
	for i, param := range f.params {
		switch {
		case f.variadic && i == len(f.params)-1 && !call.Ellipsis.IsValid():
			s.env[param] = &ast.CompositeLit{Elts: call.Args[min(i, len(call.Args)):]}
		case i < len(call.Args):
			s.env[param] = call.Args[i]
		}
	}
	s.declare(f.literal, f.kind, call)
}
