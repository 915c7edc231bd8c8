package simulator

import (
	"time"

	"actas/model"
)

// role adds a role of the demo.
func (d *demo) role(name, description string, longest time.Duration, age int, policies ...model.Policy) {
	d.roles[name] = d.AddRole(model.Role{
		Name: name, Description: description, Type: model.RoleAssumable,
		MaxSession: longest, Created: d.months(age), Policies: policies,
	})
}

func (d *demo) addRoles() {
	const hour = time.Hour
	registryRead := Allow("registry-read", "registry.*.Read")
	logsRead := Allow("logs-read", "logs.*.Read")
	deploy := with(Allow("deploy-production", "kubernetes.*", "loadbalancer.Read"), "Deny", "kubernetes.cluster.Delete")

	d.role("Production Deploy", "Ships releases to the production clusters.", hour, 8, deploy, registryRead)
	d.role("Database Admin", "Migrations and repairs of the managed databases.", 30*time.Minute, 11,
		with(Allow("database-admin", "database.*"), "Deny", "database.instance.Delete"))
	d.role("Auditor", "Reads everything, changes nothing.", 72*hour, 20,
		Allow("read-everything", "*.Read", "*.List"), Deny("no-secrets", "secret.*", "database.credential.Read"))
	d.role("Log Reader", "Reads the logs of every service.", 8*hour, 20, logsRead)
	d.role("Registry Publisher", "Publishes images from the pipeline.", 4*hour, 6,
		Allow("registry-publish", "registry.image.Create", "registry.image.Update"), registryRead)
	d.role("On-call Operator", "Restarts, scales and silences outside office hours.", 12*hour, 6,
		with(Allow("operate", "instance.Restart", "instance.Resize", "loadbalancer.*", "alert.*"), "Deny", "instance.Delete"), logsRead)
	d.role("Payments Operator", "Refunds and settlement runs.", hour, 9, Allow("payments-operate", "payments.*"))
	d.role("Network Admin", "VPCs, firewalls and reserved addresses.", 2*hour, 12,
		Allow("network-admin", "vpc.*", "firewall.*", "reservedip.*"))
	d.role("Contractor Access", "Staging only, for contracts that run.", 4*hour, 5, Allow("staging", "staging.*"))
	d.role("Backup Restore", "Restores snapshots and block storage.", hour, 15,
		Allow("restore", "snapshot.*", "blockstorage.Attach", "backup.Read"))
	d.role("Support Tier 2", "Looks into customers' accounts on request.", hour, 2, Allow("support", "customer.*.Read"))
	d.role("Edge Deploy", "Ships to the edge sites.", 2*hour, 3, Allow("edge-deploy", "edge.*"), registryRead)
	d.role("Change Approver", "Approves changes on change days.", 2*hour, 4, Allow("approve-changes", "change.Approve", "change.Read"))

	viewer := d.AddRole(model.Role{
		Name: "Billing Viewer", Description: "Sees invoices and usage.", Type: model.RoleAssignable,
		MaxSession: hour, Created: d.months(20), Policies: []model.Policy{Allow("billing-read", "billing.*.Read")},
	})
	d.AssignGroup(viewer.ID, d.everyone.ID)
}

// with adds a statement to a policy of one.
func with(p model.Policy, effect string, actions ...string) model.Policy {
	p.Statements = append(p.Statements, model.Statement{Effect: effect, Actions: actions, Resources: []string{"*"}})
	return p
}
