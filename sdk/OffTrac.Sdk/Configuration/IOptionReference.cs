namespace OffTrac.Sdk.Configuration;

/// <summary>Every option that an environment's ini may have: Trac's, OffTrac's and those of the plugins that are there.</summary>
public interface IOptionReference
{
    /// <summary>The options by section, ordinal; a section's in the order in which they are documented.</summary>
    IReadOnlyList<DocumentedOption> Options { get; }
}
