<?php
// Reads {"files": […], "texts": […]} from standard input, all in base64. Prints what PHP reads from each file, false when it refuses it,
// and what each text is when its HTML entities are decoded as Matomo does; keys and values in base64, a list as [].

function shown(array $keys): object
{
    $shown = new stdClass();
    foreach ($keys as $key => $value) {
        $shown->{base64_encode($key)} = is_array($value) ? [] : base64_encode($value);
    }
    return $shown;
}

function read(string $file)
{
    $sections = @parse_ini_string(base64_decode($file), true, INI_SCANNER_NORMAL);
    if ($sections === false) {
        return false;
    }
    $shown = new stdClass();
    foreach ($sections as $name => $value) {
        $shown->{base64_encode($name)} = is_array($value) ? shown($value) : base64_encode($value);
    }
    return $shown;
}

$cases = json_decode(stream_get_contents(STDIN));
echo json_encode([
    'files' => array_map('read', $cases->files),
    'texts' => array_map(fn ($text) => base64_encode(html_entity_decode(base64_decode($text), ENT_COMPAT, 'UTF-8')), $cases->texts),
    'constants' => array_keys(get_defined_constants()),
], JSON_THROW_ON_ERROR);
