using OffTrac.Sdk.Components;

namespace OffTrac.Core.Components;

/// <summary>What the host knows of a component: text and numbers only, so that it can be kept after the plugin has gone.</summary>
public sealed record ComponentDescription
{
    public const string CorePlugin = "core";

    public required string Name { get; init; }

    /// <summary>Identity of the plugin; <see cref="CorePlugin"/> for components of Core.</summary>
    public required string Plugin { get; init; }

    public bool IsCore => string.Equals(Plugin, CorePlugin, StringComparison.Ordinal);

    public string PluginVersion { get; init; } = "";

    public ComponentScope Scope { get; init; }

    public Delivery Delivery { get; init; }

    /// <summary><c>section.option</c> of the ini that may make a durable component plain; null for none.</summary>
    public string? DeliveryOption { get; init; }

    public bool Foreign { get; init; }

    /// <summary>Simple names of the extension points that it implements.</summary>
    public IReadOnlyList<string> ExtensionPoints { get; init; } = [];
}
