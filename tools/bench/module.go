package main

import (
	"encoding/binary"
	"errors"
	"slices"
)

// Sections of a WebAssembly module.
const (
	sectionType     = 1
	sectionImport   = 2
	sectionFunction = 3
	sectionExport   = 7
	sectionCode     = 10
	sectionData     = 11
)

var errModule = errors.New("not a module of the expected form")

// codeModule makes of a module one of at least so many bytes that is nearly all code and needs nothing of its host: functions
// it imports become ones that end it, its data is left out, and its code is repeated. It begins with zkmain.
func codeModule(source []byte, least int) ([]byte, error) {
	sections, err := readSections(source)
	if err != nil {
		return nil, err
	}
	imported, err := importedTypes(sections[sectionImport])
	if err != nil {
		return nil, err
	}
	types, typeList, ok1 := vector(sections[sectionType])
	funcs, funcList, ok2 := vector(sections[sectionFunction])
	bodies, bodyList, ok3 := vector(sections[sectionCode])
	exports, exportList, ok4 := vector(sections[sectionExport])
	if !ok1 || !ok2 || !ok3 || !ok4 || len(bodyList) == 0 {
		return nil, errModule
	}
	times := uint64(least/len(bodyList) + 1)
	entry := uint64(len(imported)) + times*funcs
	sections[sectionImport], sections[sectionData] = nil, nil
	sections[sectionType] = list(types+1, typeList, []byte{0x60, 0, 0})
	sections[sectionFunction] = list(entry+1, uvarints(imported), repeat(funcList, times), uvarints([]uint64{types}))
	unreachable, nothing := []byte{3, 0, 0x00, 0x0b}, []byte{2, 0, 0x0b}
	sections[sectionCode] = list(uint64(len(imported))+times*bodies+1,
		repeat(unreachable, uint64(len(imported))), repeat(bodyList, times), nothing)
	sections[sectionExport] = list(exports+1, exportList, []byte("\x06zkmain\x00"), uvarints([]uint64{entry}))
	out := []byte("\x00asm\x01\x00\x00\x00")
	for id := byte(1); id < byte(len(sections)); id++ {
		if body := sections[id]; body != nil {
			out = append(binary.AppendUvarint(append(out, id), uint64(len(body))), body...)
		}
	}
	return out, nil
}

// readSections returns the sections of a module by their number, without custom ones.
func readSections(source []byte) (sections [sectionData + 1][]byte, err error) {
	if len(source) < 8 {
		return sections, errModule
	}
	for rest := source[8:]; len(rest) > 0; {
		size, n := binary.Uvarint(rest[1:])
		if n <= 0 || uint64(len(rest)-1-n) < size {
			return sections, errModule
		}
		id, body := rest[0], rest[1+n:][:size]
		rest = rest[1+n:][size:]
		if int(id) < len(sections) && id > 0 {
			sections[id] = body
		}
	}
	return sections, nil
}

// importedTypes returns the types of imported functions; nothing else may be imported.
func importedTypes(section []byte) (types []uint64, err error) {
	count, rest, ok := vector(section)
	for i := uint64(0); ok && i < count; i++ {
		for range 2 { // module and name
			length, n := binary.Uvarint(rest)
			if n <= 0 || uint64(len(rest)-n) < length {
				return nil, errModule
			}
			rest = rest[uint64(n)+length:]
		}
		if len(rest) < 2 || rest[0] != 0 {
			return nil, errModule
		}
		index, n := binary.Uvarint(rest[1:])
		if n <= 0 {
			return nil, errModule
		}
		types, rest = append(types, index), rest[1+n:]
	}
	return types, nil
}

// vector splits a section into the number of its entries and these.
func vector(section []byte) (count uint64, entries []byte, ok bool) {
	count, n := binary.Uvarint(section)
	return count, section[max(n, 0):], n > 0
}

func list(count uint64, entries ...[]byte) []byte {
	return append(binary.AppendUvarint(nil, count), slices.Concat(entries...)...)
}

func uvarints(values []uint64) (out []byte) {
	for _, v := range values {
		out = binary.AppendUvarint(out, v)
	}
	return out
}

func repeat(entries []byte, times uint64) []byte {
	return slices.Repeat(entries, int(times)) //nolint:gosec // some hundred at most
}
