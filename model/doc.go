// Package model is the domain of actas, and pure: roles, trusts with their
// schedules and source addresses, sessions with their countdowns, and the
// verdict on who may assume what, and when. It knows no terminal, no network
// and no clock; every function that depends on time takes it as an argument.
package model
