// Package mailserver is a real SMTP server in the process of a test: it takes
// letters over the network, with or without TLS and a password, keeps them, and
// refuses or hangs where it is told to. Tests alone use it.
package mailserver
