using OffTrac.Core.Configuration;
using OffTrac.Sdk.Configuration;

namespace OffTrac.Host.Environments;

/// <summary>An environment's options as its plugins find them.</summary>
internal sealed class OptionReference : IOptionReference
{
    private Lazy<DocumentedOption[]> _options = new([]);

    public IReadOnlyList<DocumentedOption> Options => _options.Value;

    /// <summary>Takes the options of the plugins that are there now.</summary>
    public void Replace(OptionCatalog catalog) => _options = new Lazy<DocumentedOption[]>(() => Document(catalog));

    private static DocumentedOption[] Document(OptionCatalog catalog) =>
    [
        .. catalog.Options.Select(option => new DocumentedOption
        {
            Section = option.Section,
            Name = option.Name,
            Default = option.IsSecret ? "" : option.Default,
            Description = option.Description,
        }),
    ];
}
