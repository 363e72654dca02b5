namespace Ansible.Modules.Types;

/// <summary>A value cannot be converted to the type that is wanted; the message is Ansible's.</summary>
internal sealed class ConversionException(string message) : Exception(message);
