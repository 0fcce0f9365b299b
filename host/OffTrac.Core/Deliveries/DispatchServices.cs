using Microsoft.Extensions.Logging;
using OffTrac.Core.Components;
using OffTrac.Core.Deliveries.Watching;
using OffTrac.Sdk;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Deliveries;

/// <summary>What the parts of a dispatcher share.</summary>
internal sealed record DispatchServices
{
    public required IDatabase Database { get; init; }

    public required IExtensionPoints Points { get; init; }

    public required DeliverySignal Signal { get; init; }

    public required DeliveryMarks Marks { get; init; }

    public required TimeProvider Time { get; init; }

    public required DeliverySettings Settings { get; init; }

    public required ILogger Logger { get; init; }

    /// <summary>Looks for what other programs commit; null for nobody.</summary>
    public DatabaseWatch? Watch { get; init; }

    /// <summary>Microseconds since 1970.</summary>
    public long Now => TracTime.ToMicroseconds(Time.GetUtcNow());
}
