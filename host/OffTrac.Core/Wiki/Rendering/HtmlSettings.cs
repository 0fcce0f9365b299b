namespace OffTrac.Core.Wiki.Rendering;

/// <summary>What HTML depends on besides its tree.</summary>
/// <param name="PreservesNewlines">Whether a line end is a line break.</param>
/// <param name="ConfigurationVersion">Version of the ini, for the sanitiser's options.</param>
internal readonly record struct HtmlSettings(bool PreservesNewlines, long ConfigurationVersion);
