"""What pages show of the organization: pure content first, then builds."""
