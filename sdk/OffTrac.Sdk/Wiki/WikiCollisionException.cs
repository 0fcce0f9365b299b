namespace OffTrac.Sdk.Wiki;

/// <summary>Somebody else changed the page since it was looked at; nothing was written.</summary>
public sealed class WikiCollisionException : TracException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="name">The page's name.</param>
    public WikiCollisionException(string name)
        : base($"Page {name} can't be saved: it has been modified by someone else since you started.")
    {
        Name = name;
    }

    /// <summary>The page's name.</summary>
    public string Name { get; }
}
