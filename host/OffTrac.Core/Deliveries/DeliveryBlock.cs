namespace OffTrac.Core.Deliveries;

/// <summary>Resources that wait because an event failed. Their events are not kept in memory, but read again from there on.</summary>
internal sealed class DeliveryBlock
{
    /// <summary>When to go on, in microseconds since 1970.</summary>
    public required long Until { get; set; }

    /// <summary>Number of the first event that is to be read again.</summary>
    public required long From { get; set; }

    /// <summary>The call that failed is still inside the component: nobody else may be told of the resource before it is out.</summary>
    public bool IsStuck { get; set; }

    public List<string> Resources { get; } = [];
}
