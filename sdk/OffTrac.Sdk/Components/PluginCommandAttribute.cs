namespace OffTrac.Sdk.Components;

/// <summary>
/// Names the first word of commands that this plugin brings, so that the command line knows from metadata which plugin to
/// load. A plugin whose commands are not announced is not asked for any.
/// </summary>
/// <param name="word">First word of the commands, for example <c>scheduler</c>.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class PluginCommandAttribute(string word) : Attribute
{
    /// <summary>First word of the commands; never null.</summary>
    public string Word { get; } = word;

    /// <summary>
    /// True when the commands are about what other plugins bring, such as jobs: all are then loaded for it, not only this one and
    /// those it requires.
    /// </summary>
    public bool NeedsAllPlugins { get; init; }
}
