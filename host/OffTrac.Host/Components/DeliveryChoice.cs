using OffTrac.Core.Components;
using OffTrac.Core.Configuration;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Configuration;

namespace OffTrac.Host.Components;

/// <summary>What the ini of an environment says of how durable components hear of changes.</summary>
internal static class DeliveryChoice
{
    private const string FireAndForget = "fire-and-forget";

    public static Func<ComponentDescription, Delivery> By(IEnvironmentConfiguration configuration) => component =>
        component.DeliveryOption is { } choice && IsPlain(choice, configuration) ? Delivery.Plain : component.Delivery;

    /// <param name="choice"><c>section.option</c>, or <c>section.option=default</c> of a switch.</param>
    /// <param name="configuration">The environment's.</param>
    private static bool IsPlain(string choice, IEnvironmentConfiguration configuration)
    {
        var (option, usual) = choice.Split('=') is [var name, var value] ? (name, value) : (choice, null);
        if (option.IndexOf('.', StringComparison.Ordinal) is not (var dot and > 0))
            return false;
        var given = configuration.Get(option[..dot], option[(dot + 1)..])?.Trim();
        return usual is null
            ? string.Equals(given, FireAndForget, StringComparison.OrdinalIgnoreCase)
            : !TracValue.ToBool(string.IsNullOrEmpty(given) ? usual : given);
    }
}
