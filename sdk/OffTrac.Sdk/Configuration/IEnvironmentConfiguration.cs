namespace OffTrac.Sdk.Configuration;

/// <summary>
/// The ini of an environment as its layers give it: <c>conf/offtrac.ini</c>, <c>conf/trac.ini</c>, its <c>[inherit]</c>
/// chain, the host's file, defaults. For sections whose names or options are not known before; otherwise take an options
/// record. Stands for Trac's <c>Configuration</c>.
/// </summary>
/// <remarks>Reads see the newest state that parses; they cost a dictionary look-up and may come from any thread.</remarks>
public interface IEnvironmentConfiguration
{
    /// <summary>Grows with each change of any file of the chain; compare it to know whether something cached is stale.</summary>
    long Version { get; }

    /// <summary>Value of an option as written, or null when no layer has it.</summary>
    /// <param name="section">Section, compared with case.</param>
    /// <param name="option">Option, compared without case.</param>
    string? Get(string section, string option);

    /// <summary>
    /// All options of a section over all layers, each with the value that counts: in the order of the files, own file first.
    /// Names are in lower case. Empty for a section that no layer has.
    /// </summary>
    /// <param name="section">Section, compared with case.</param>
    IReadOnlyDictionary<string, string> Section(string section);

    /// <summary>Names of all sections of all layers.</summary>
    IReadOnlyCollection<string> Sections { get; }

    /// <summary>Writes an option to the file it belongs in, atomically; comments and order of that file stay.</summary>
    /// <param name="section">Section, compared with case.</param>
    /// <param name="option">Option.</param>
    /// <param name="value">Value, line breaks allowed; null removes the option from that file.</param>
    /// <param name="cancellation">Ends the wait for another writer.</param>
    /// <exception cref="ReadOnlyException">The host serves read-only.</exception>
    /// <exception cref="ConfigurationException">The name is not possible or the file can't be written.</exception>
    ValueTask SetAsync(string section, string option, string? value, CancellationToken cancellation);
}
