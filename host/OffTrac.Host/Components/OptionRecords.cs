using OffTrac.Core.Configuration;

namespace OffTrac.Host.Components;

/// <summary>The options records that components take, whether the components are on or not.</summary>
internal static class OptionRecords
{
    /// <summary>Describes them together with all other options; what it gives keeps no plugin in memory.</summary>
    public static OptionCatalog Describe(IEnumerable<PluginComposition> plugins) => OptionCatalog.Of(
        plugins.SelectMany(plugin => plugin.Classes)
            .SelectMany(component => component.Needs)
            .Where(need => need.Kind == ComponentNeedKind.Options)
            .Select(need => need.Type.GetGenericArguments()[0]));
}
