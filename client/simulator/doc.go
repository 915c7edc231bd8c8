// Package simulator is a simulated Vultr IAM API: real HTTP on loopback in
// front of an organisation in memory. It serves `actas demo` and
// `actas simulate`, and is the server of the client's tests. On the same port it
// speaks AWS's STS dialect, as Vultr's API does, and the one of Cloud Enterprise
// Object Storage (Dell ECS).
//
// It depends on a clock and a seed and nothing else: two runs with the same
// ones, given the same requests, answer the same bytes.
//
// Sources: Vultr's guides at docs.vultr.com/platform/iam, and govultr v3.34.0.
// Where they leave a rule open, the comment at the rule says so.
package simulator
