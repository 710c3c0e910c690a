// Package wallet keeps keys of people who pay: files in a folder, each opened by a password (Web3 Secret Storage, version
// 3), and keys that another program keeps and signs with, clef for example. No key is ever printed.
package wallet
