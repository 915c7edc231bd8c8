package words

// STSWarning is what Vultr's guide to its webhook for Kubernetes says of the endpoint
// that speaks STS.
const STSWarning = "Vultr warns that its STS endpoint does not currently issue credentials for any role."
