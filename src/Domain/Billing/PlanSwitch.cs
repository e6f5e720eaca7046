namespace MySaas.Domain.Billing;

/// <summary>When another plan is paid for.</summary>
public enum PlanSwitch
{
    /// <summary>At once: the difference is invoiced now, and without its payment nothing changes.</summary>
    Now,

    /// <summary>From the next period on; what was paid stays paid and is not given back.</summary>
    NextPeriod,
}
