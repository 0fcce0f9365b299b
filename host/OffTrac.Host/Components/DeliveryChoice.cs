using OffTrac.Core.Components;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Configuration;

namespace OffTrac.Host.Components;

/// <summary>What the ini of an environment says of how durable components hear of changes.</summary>
internal static class DeliveryChoice
{
    private const string FireAndForget = "fire-and-forget";

    public static Func<ComponentDescription, Delivery> By(IEnvironmentConfiguration configuration) => component =>
        component.DeliveryOption is { } option && option.IndexOf('.', StringComparison.Ordinal) is var dot and > 0
        && string.Equals(configuration.Get(option[..dot], option[(dot + 1)..])?.Trim(), FireAndForget, StringComparison.OrdinalIgnoreCase)
            ? Delivery.Plain
            : component.Delivery;
}
